// Links within the page are followed without loading it anew; with Ctrl or Cmd they open in a tab of their own.
export default function ({ data, setTriggerValue }) {
  // Streamlit calls this again for every drawing of the page: one listener at a time.
  document.removeEventListener("click", window.vraagbaakFollow);
  window.vraagbaakFollow = (event) => {
    const link = event.target.closest?.("a[data-go]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const target = new URL(link.getAttribute("href"), location.href);
    if (target.pathname === location.pathname) {
      setTriggerValue("go", link.getAttribute("href"));
      return;
    }
    // Another page is gone to as with the forward button: were it Streamlit that went there, it would leave an address
    // of this page with the other's parameters in the history, and back would lead to that.
    history.pushState({}, "", target);
    dispatchEvent(new PopStateEvent("popstate"));
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
