// Links within the page are followed without loading it anew; with Ctrl or Cmd they open in a tab of their own.
export default function ({ data, setTriggerValue }) {
  const follow = (event) => {
    const link = event.target.closest?.("a[data-go]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setTriggerValue("go", link.getAttribute("href"));
  };
  document.addEventListener("click", follow);

  // Another page begins at its top, and a screen reader reads its heading, as when a page is loaded.
  const before = window.vraagbaakPlace;
  window.vraagbaakPlace = data.place;
  if (before !== undefined && before !== data.place) {
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    document.getElementById("vb-title")?.focus({ preventScroll: true });
  }
  return () => document.removeEventListener("click", follow);
}
