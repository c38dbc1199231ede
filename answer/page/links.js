// Links within the page are followed without loading it anew; with Ctrl or Cmd they open in a tab of their own.
// Streamlit draws what the address says when the browser goes back or forward: a link does the same, one step on.
export default function ({ data }) {
  // Streamlit calls this again for every drawing of the page: one listener at a time.
  document.removeEventListener("click", window.vraagbaakFollow);
  window.vraagbaakFollow = (event) => {
    const link = event.target.closest?.("a[data-go]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  };
  document.addEventListener("click", window.vraagbaakFollow);

  // Another page begins at its top, and a screen reader reads its heading, as when a page is loaded.
  const before = window.vraagbaakPlace;
  window.vraagbaakPlace = data.place;
  if (before !== undefined && before !== data.place) {
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    const begin = () => document.getElementById("vb-title")?.focus({ preventScroll: true });
    begin();
    // The heading itself is drawn anew a moment later, and loses the focus again.
    const app = document.querySelector("[data-testid=stApp]");
    const arrive = setInterval(() => {
      if ([null, document.body].includes(document.activeElement)) begin();
      if (app?.dataset.testScriptState === "notRunning") clearInterval(arrive);
    }, 50);
  }
}
