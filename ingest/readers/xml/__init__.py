"""Official publications in XML."""
