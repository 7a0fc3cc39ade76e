/** Names of Feishu's palette that have a variable in feishu-card.css. */
const NAMES =
  "blue wathet turquoise green lime yellow sunflower orange red carmine violet purple indigo grey neutral".split(" ");

/** How much of the colour is in each shade, in percent: 50 is a breath, 600 the colour itself. */
const SHADES: Readonly<Record<string, number>> = {
  "00": 3,
  50: 6,
  100: 12,
  200: 22,
  300: 34,
  350: 42,
  400: 55,
  500: 78,
  600: 100,
  650: 100,
  700: 100,
  800: 100,
  900: 100,
  950: 100,
  1000: 100,
};

const parts = (colour: string): { readonly name: string; readonly shade: string | undefined } => {
  const [name = "", shade] = colour.split("-");
  return { name: name === "gray" ? "grey" : name, shade };
};

/** A colour to write in; `undefined` when it is none of Feishu's. */
export const inkOf = (colour: unknown): string | undefined => {
  if (typeof colour !== "string") return undefined;
  const { name } = parts(colour);
  return NAMES.includes(name) ? `var(--c-${name})` : undefined;
};

/** A colour behind something. A bare name is its soft shade. */
export const groundOf = (colour: unknown): string | undefined => {
  if (typeof colour !== "string") return undefined;
  if (colour === "white" || colour === "bg-white") return "var(--card)";
  const { name, shade } = parts(colour);
  const share = SHADES[shade ?? "100"];
  if (!NAMES.includes(name) || share === undefined) return undefined;
  // Words stand on it in the card's own ink: a full colour would hide them.
  return `color-mix(in srgb, var(--c-${name}) ${Math.min(share, 34)}%, var(--card))`;
};

/** A line around something. */
export const edgeOf = (colour: unknown): string | undefined => {
  const ink = inkOf(colour);
  return ink && `color-mix(in srgb, ${ink} 45%, var(--card))`;
};

/** What stands behind a header of that template, and its title's ink. */
export const templateOf = (template: unknown): string =>
  typeof template === "string" && NAMES.includes(template) ? `template-${template}` : "template-default";
