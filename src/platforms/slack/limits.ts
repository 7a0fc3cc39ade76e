/** What Slack accepts, in characters or pieces; more makes it refuse the whole message or view. */
export const LIMITS = {
  message: { blocks: 50, text: 3000, characters: 12_000 },
  view: { blocks: 100, title: 24, button: 24, metadata: 3000, bytes: 250_000 },
  header: 150,
  paragraph: 3000,
  context: 2000,
  button: { label: 75, value: 2000 },
  confirm: { title: 100, text: 300, button: 30 },
  overflow: 5,
  actions: 25,
  option: { label: 75, detail: 75, value: 75 },
  options: 100,
  input: { label: 2000, hint: 2000, placeholder: 150, text: 3000 },
  id: 255,
  people: 100,
  files: 10,
  table: { rows: 100, columns: 20, cell: 300 },
  chart: { title: 50, label: 20, points: 20, series: 6 },
} as const;

/** Form parameters, as JSON; the rest of private_metadata says where the form was opened. */
export const PARAMS_ROOM = 2000;

/** C0 and C1 controls but line feed and tab, direction overrides and isolates: they hide or reverse what is read. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** The text without what cannot be seen or would break JSON; emoji and their joiners stay. */
export const clean = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(HIDDEN, "")
    .replace(LONE_SURROGATE, "\ufffd");

/** The text cleaned and, where it is longer than `most`, cut with "…" between two characters as people count them. */
export const clip = (text: string, most: number): string => {
  const whole = clean(text);
  if (whole.length <= most) return whole;
  let kept = 0;
  for (const { segment } of new Intl.Segmenter().segment(whole.slice(0, most + 64))) {
    if (kept + segment.length > most - 1) break;
    kept += segment.length;
  }
  return `${whole.slice(0, kept).trimEnd()}…`;
};

/** One line of `clip`. */
export const clipLine = (text: string, most: number): string => clip(clean(text).replace(/\s*\n\s*/g, " "), most);

const JOINER = "\u2060";

/**
 * For the line that Slack parses as mrkdwn whatever one does: nothing in it becomes a mention, a link, a quote, an emoji
 * or bold. An invisible joiner parts the marks from the words they would dress.
 */
export const inert = (text: string): string =>
  text
    .replace(/[*_~`]/g, `${JOINER}$&${JOINER}`)
    .replace(/:(?=[\w+'-]+:)/g, `:${JOINER}`)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/^>/gm, `${JOINER}&gt;`)
    .replace(/>/g, "&gt;");

/** The characters that all blocks of one message share: Slack refuses more than about 13,200 together. */
export class Room {
  #left: number;

  constructor(characters: number) {
    this.#left = characters;
  }

  /** As much of the text as fits both `most` and what is left; "" when nothing is. */
  take(text: string, most: number): string {
    if (this.#left < 2) return "";
    const taken = clip(text, Math.min(most, this.#left));
    this.#left -= taken.length;
    return taken;
  }

  /** For what is drawn whole, whatever is left: labels and names. */
  spend(text: string): string {
    this.#left -= text.length;
    return text;
  }

  get left(): number {
    return this.#left;
  }
}
