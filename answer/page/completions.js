// Hands the box how the typed words may go on, and asks for it on the box's behalf.
export default function ({ data, setStateValue }) {
  const completions = (window.vraagbaakCompletions ??= {});
  completions.known = data;
  completions.ask = (typed) => setStateValue("typed", typed);
  completions.arrive?.();
}
