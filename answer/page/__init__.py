"""The screens of the page: Streamlit's widgets, wired to functions that tests call without Streamlit."""
