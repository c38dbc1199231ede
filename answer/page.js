// The shell page that Streamlit serves says it is in English.
document.documentElement.lang = "nl";

// Once for the page, however often it is drawn anew.
if (!window.vraagbaak) {
  window.vraagbaak = true;

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.vb-copy");
    if (!button) return;
    const citation = button.closest(".vb-source").querySelector("cite");
    const label = button.dataset.label ??= button.textContent;
    let said = "Gekopieerd";
    try {
      await navigator.clipboard.writeText(button.dataset.copy ?? citation.textContent);
    } catch {
      // Without permission the citation is selected, ready to be copied by hand.
      getSelection().selectAllChildren(citation);
      said = "Geselecteerd: kopieer met Ctrl+C";
    }
    button.setAttribute("aria-live", "polite");
    button.textContent = said;
    setTimeout(() => { button.textContent = label; }, 2000);
  });

  // Enter asks and Shift+Enter gives a new line; to Streamlit the key that asks is Ctrl+Enter.
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.(".stForm textarea");
    if (!box || event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
  }, true);

  // On a phone the cell that answers may stand outside the part of the table that is seen.
  const showMarkedCells = () => {
    for (const cell of document.querySelectorAll(".vb-scroll:not([data-shown]) td mark")) {
      const table = cell.closest(".vb-scroll");
      table.dataset.shown = "";
      const hidden = cell.getBoundingClientRect().right - table.getBoundingClientRect().right;
      if (hidden > 0) table.scrollLeft += hidden + 12;
    }
  };
  new MutationObserver(showMarkedCells).observe(document.body, { childList: true, subtree: true });
}
