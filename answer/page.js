// The shell page that Streamlit serves says it is in English.
document.documentElement.lang = "nl";

// One listener for all buttons, however often the page is drawn anew.
if (!window.vraagbaakCopies) {
  window.vraagbaakCopies = true;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.vb-copy");
    if (!button) return;
    const citation = button.closest(".vb-source").querySelector("cite");
    let said = "Gekopieerd";
    try {
      await navigator.clipboard.writeText(citation.textContent);
    } catch {
      // Without permission the citation is selected, ready to be copied by hand.
      getSelection().selectAllChildren(citation);
      said = "Geselecteerd: kopieer met Ctrl+C";
    }
    button.setAttribute("aria-live", "polite");
    button.textContent = said;
    setTimeout(() => { button.textContent = "Kopieer bron"; }, 2000);
  });
}
