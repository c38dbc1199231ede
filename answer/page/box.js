// The box that a question is typed in: it grows, Enter asks, and below it stands how the words may go on.
// What is typed is never overwritten, but for when another question was asked: by a link, or by going back.
const WAIT = 120; // milliseconds without a key before completions are asked for
// They come from a component of its own (completions.js), which alone is drawn anew while someone types.
const completions = (window.vraagbaakCompletions ??= {});

const element = (name, attributes, text) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text; // what documents say is text, never markup
  return made;
};

class Box {
  constructor(root) {
    this.form = root.querySelector("form");
    this.area = root.querySelector("textarea");
    this.list = root.querySelector("ul");
    this.said = root.querySelector(".vb-box-said");
    this.empty = root.querySelector(".vb-box-empty");
    this.options = [];
    this.active = -1;
    this.area.addEventListener("input", () => this.changed());
    this.area.addEventListener("focus", () => this.changed());
    this.area.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.area.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("li");
      if (option) this.take([...this.list.children].indexOf(option));
    });
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.ask(); });
    this.empty.addEventListener("click", () => this.clear());
  }

  update({ data, setTriggerValue }) {
    this.trigger = setTriggerValue;
    completions.arrive = () => this.offer();
    if (this.asked !== data.query) {
      this.asked = data.query;
      this.area.value = data.query;
      this.close();
    }
    this.empty.hidden = !this.area.value;
  }

  // Completions of what was typed before this are late, and are not shown.
  offer() {
    const { typed, options } = completions.known;
    if (this.open && typed === this.area.value && document.activeElement === this.area) this.show(options);
  }

  changed() {
    this.empty.hidden = !this.area.value;
    this.open = document.activeElement === this.area;
    clearTimeout(this.timer);
    // A Kamervraag that was pasted in is whole.
    if (this.area.value.includes("\n") || this.area.value === this.asked && this.asked) return this.close();
    if (completions.known?.typed === this.area.value) return this.offer();
    this.timer = setTimeout(() => completions.ask?.(this.area.value), WAIT);
  }

  show(options) {
    this.options = options;
    this.active = -1;
    this.list.replaceChildren(...options.map(({ text, kind, hint }, place) => {
      const option = element("li", { role: "option", id: `vb-box-${place}`, "aria-selected": "false" });
      option.append(element("span", { class: "vb-box-text" }, text), element("span", { class: "vb-box-kind" }, hint ? `${kind}: ${hint}` : kind));
      return option;
    }));
    this.list.hidden = !options.length;
    this.area.removeAttribute("aria-activedescendant");
    this.said.textContent = options.length === 1 ? "1 suggestie" : options.length ? `${options.length} suggesties, kies met de pijltjes` : "";
  }

  close() {
    clearTimeout(this.timer);
    this.open = false;
    if (!this.list.hidden) this.show([]);
  }

  move(step) {
    const count = this.options.length;
    this.active = (this.active + step + count + 1) % (count + 1);
    if (this.active === count) this.active = -1;
    [...this.list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === this.active));
      if (place === this.active) option.scrollIntoView({ block: "nearest" });
    });
    if (this.active < 0) this.area.removeAttribute("aria-activedescendant");
    else this.area.setAttribute("aria-activedescendant", `vb-box-${this.active}`);
  }

  press(event) {
    if (event.isComposing) return;
    const showing = this.options.length > 0;
    if (showing && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "ArrowDown" && !this.area.value.includes("\n")) {
      this.open = true;
      if (completions.known?.typed === this.area.value) this.offer();
      else completions.ask?.(this.area.value);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (showing) this.close();
      else this.clear();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (showing && this.active >= 0) this.take(this.active);
      else this.ask();
    }
  }

  take(place) {
    const { text, ask } = this.options[place];
    this.area.value = text;
    this.area.focus();
    this.close();
    this.empty.hidden = false;
    if (ask) this.ask();
  }

  ask() {
    this.close();
    this.asked = this.area.value.trim();
    this.trigger?.("ask", this.area.value);
  }

  clear() {
    this.area.value = "";
    this.area.focus();
    this.changed();
  }
}

export default function (component) {
  const root = component.parentElement.querySelector(".vb-box");
  root.box ??= new Box(root);
  root.box.update(component);
}
