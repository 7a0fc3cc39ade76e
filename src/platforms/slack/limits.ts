import { clip } from "../../chat/clip.ts";

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
