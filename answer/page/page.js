// The shell page that Streamlit serves says it is in English.
document.documentElement.lang = "nl";

// Once for the page, however often it is drawn anew.
if (!window.vraagbaak) {
  window.vraagbaak = true;

  // A citation is copied as it is printed or in the form on the button; a link with where this page stands.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.vb-copy");
    if (!button) return;
    const citation = button.closest(".vb-source")?.querySelector("cite");
    const { copy, link } = button.dataset;
    const text = link ? new URL(link, location.href).href : copy ?? citation.textContent;
    const label = button.dataset.label ??= button.textContent;
    let said = "Gekopieerd";
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without permission it is selected, ready to be copied by hand.
      const shown = link || copy ? document.createElement("span") : citation;
      if (shown !== citation) {
        shown.textContent = text;
        button.after(shown);
      }
      getSelection().selectAllChildren(shown);
      said = "Geselecteerd: kopieer met Ctrl+C";
    }
    button.setAttribute("aria-live", "polite");
    button.textContent = said;
    setTimeout(() => { button.textContent = label; }, 2000);
  });

  // On a phone the cell that answers may stand outside the part of the table that is seen.
  const showMarkedCells = () => {
    for (const cell of document.querySelectorAll(".vb-scroll:not([data-shown]) td mark")) {
      const table = cell.closest(".vb-scroll");
      table.dataset.shown = "";
      const hidden = cell.getBoundingClientRect().right - table.getBoundingClientRect().right;
      if (hidden > 0) table.scrollLeft += hidden + 12;
    }
  };

  // A table that is wider than its place says so, and only such a one is a stop for the keyboard.
  const SCROLLS = { tabindex: "0", role: "group", "aria-label": "Tabel, opzij te schuiven" };
  const showMoreColumns = (table) => {
    const rest = table.scrollWidth - table.clientWidth;
    for (const [name, value] of Object.entries(SCROLLS)) {
      if (rest > 1) table.setAttribute(name, value);
      else table.removeAttribute(name);
    }
    table.parentElement.toggleAttribute("data-left", table.scrollLeft > 1);
    table.parentElement.toggleAttribute("data-right", table.scrollLeft < rest - 1);
    const first = table.querySelector("th");
    table.parentElement.style.setProperty("--vb-first", `${first?.offsetWidth ?? 0}px`);
  };
  const showAllTables = () => document.querySelectorAll(".vb-scroll").forEach(showMoreColumns);
  addEventListener("resize", showAllTables);
  document.addEventListener("toggle", showAllTables, true);
  document.addEventListener("scroll", ({ target }) => {
    if (target.classList?.contains("vb-scroll")) showMoreColumns(target);
  }, true);

  // A filter that is chosen draws the page anew: the filters stay open, and the keyboard goes on from where it was.
  let opened, key;
  document.addEventListener("toggle", ({ target }) => {
    if (target.matches?.(".vb-filters > details")) opened = target.open;
  }, true);
  document.addEventListener("focusin", ({ target }) => { key = target.dataset?.key; });
  const keepPlace = () => {
    for (const filters of document.querySelectorAll(".vb-filters > details:not([data-seen])")) {
      filters.dataset.seen = "";
      filters.open = opened ?? filters.open;
    }
    if (key === undefined || document.activeElement !== document.body) return;
    const same = [...document.querySelectorAll("a[data-key]")].find((link) => link.dataset.key === key);
    (same ?? document.querySelector(".vb-filters summary"))?.focus({ preventScroll: true });
  };

  // What Streamlit calls the parts of its box for files.
  const LABELS = [[/^file upload$/, "Kies bestanden"], [/^Add files$/, "Kies meer bestanden"], [/^Remove (?=.)/, "Verwijder "]];
  const translateLabels = () => {
    for (const part of document.querySelectorAll("[data-testid=stFileUploader] [aria-label]")) {
      for (const [english, dutch] of LABELS) {
        const label = part.getAttribute("aria-label");
        if (english.test(label)) part.setAttribute("aria-label", label.replace(english, dutch));
      }
    }
    // Its words are put there by the style, which does not name it to a screen reader.
    const chooser = "[data-testid=stFileUploaderDropzone] [data-testid=stBaseButton-secondary]:not([aria-label])";
    document.querySelectorAll(chooser).forEach((button) => button.setAttribute("aria-label", "Kies bestanden"));
  };

  // What Streamlit says in a window of its own. Its words are hidden and not replaced: it may still change them.
  const DIALOGS = {
    "Connection error": ["De verbinding is verbroken", "Vraagbaak is gestopt of niet bereikbaar. Start het opnieuw; deze pagina gaat dan vanzelf verder.", "vraagbaak app"],
    "Page not found": ["Deze pagina bestaat niet", "U ziet de zoekpagina. Kies in het menu wat u zocht."],
  };
  const translateDialogs = () => {
    for (const title of document.querySelectorAll("[role=dialog] > h2")) {
      const [name, line, command] = DIALOGS[title.textContent] ?? [];
      if (!name) continue;
      title.firstChild.nodeValue = name;
      const dialog = title.parentElement;
      dialog.querySelector("button[aria-label=Close]")?.setAttribute("aria-label", "Sluit");
      title.nextElementSibling.hidden = true;
      const said = document.createElement("p");
      said.append(line);
      const shown = command ? [said, document.createElement("pre")] : [said];
      if (command) shown[1].append(command);
      for (const part of shown) part.className = "vb-dialog";
      dialog.append(...shown);
    }
  };

  // What came of a query is read out where a screen reader listens: a region that stays while the page is drawn anew.
  const ear = document.body.appendChild(document.createElement("div"));
  ear.id = "vb-ear";
  ear.className = "vb-hidden";
  ear.setAttribute("role", "status");
  let heard;
  const readOut = () => {
    const said = document.querySelector(".vb-said");
    const line = said ? `${said.dataset.asked}\n${said.textContent}` : "";
    if (line === heard) return;
    heard = line;
    // Two answers in a row may come out the same; only what changes is read.
    ear.textContent = "";
    if (said) setTimeout(() => { if (heard === line) ear.textContent = said.textContent; }, 100);
  };

  // A document opens at the place that was asked for, for the eye and for the keyboard; its outline is folded on a phone.
  const openPlace = () => {
    for (const outline of document.querySelectorAll(".vb-outline > details:not([data-seen])")) {
      outline.dataset.seen = "";
      outline.open = innerWidth > 640;
    }
    const place = document.querySelector("#vb-plaats:not([data-seen])");
    if (!place) return;
    place.dataset.seen = "";
    place.focus({ preventScroll: true });
    const marked = place.querySelector("td mark, tr.vb-found, mark.vb-sentence");
    (marked ?? place).scrollIntoView({ block: marked ? "center" : "start" });
  };

  let due = 0;
  new MutationObserver(() => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(() => { showMarkedCells(); showAllTables(); keepPlace(); translateLabels(); translateDialogs(); readOut(); openPlace(); });
  }).observe(document.body, { childList: true, subtree: true });
}
