import { clip } from "../../chat/clip.ts";
import type { RootElement } from "./card-json.ts";

/** What Feishu accepts; more makes it refuse the whole card. Lengths in characters. */
export const LIMITS = {
  card: { elements: 200, tables: 5, charts: 5, bytes: 30 * 1024 },
  summary: 300,
  title: 100,
  tags: 3,
  paragraph: 3000,
  footer: 1000,
  label: 60,
  name: 100,
  placeholder: 100,
  input: 1000,
  options: 50,
  option: 80,
  table: { columns: 20, cell: 100, page: 10 },
  chart: { title: 60, points: 40, series: 8, label: 30 },
  /** Of `uuid`. */
  key: 50,
} as const;

/** Form parameters, as JSON. */
export const PARAMS_ROOM = 2000;
/** A button's payload, as JSON: what fits on one platform fits on the other. */
export const PAYLOAD_ROOM = 2000;

/** What a request holds besides the card; the 30 KB are those of the whole request. */
const ENVELOPE = 700;

/** Bytes of a part of a card in the request, where the card is JSON within JSON. */
const bytesOf = (part: unknown): number => Buffer.byteLength(JSON.stringify(JSON.stringify(part))) - 2;

/** What is counted as an element: everything with a tag, but not what comes back in a callback or lies in rows. */
export const elementsIn = (part: unknown): number => {
  if (Array.isArray(part)) return part.reduce((sum: number, one) => sum + elementsIn(one), 0);
  if (typeof part !== "object" || part === null) return 0;
  const inside = Object.entries(part).filter(
    ([key]) => key !== "behaviors" && key !== "rows" && key !== "chart_spec" && key !== "value",
  );
  return inside.reduce((sum, [, value]) => sum + elementsIn(value), "tag" in part ? 1 : 0);
};

/** What the parts of one card share: 30 KB, 200 elements, five tables and five charts. */
export class Room {
  #bytes: number = LIMITS.card.bytes - ENVELOPE;
  #elements: number = LIMITS.card.elements;
  #tables: number = LIMITS.card.tables;
  #charts: number = LIMITS.card.charts;

  /** For what is drawn whole, whatever is left: the header. */
  spend(part: unknown): void {
    this.#bytes -= bytesOf(part) + 2;
    this.#elements -= elementsIn(part);
  }

  /** The element, when there is room for it; `most` bytes of it at most. */
  take<E extends RootElement>(element: E, most = Number.POSITIVE_INFINITY): E | undefined {
    const bytes = bytesOf(element) + 2;
    const table = element.tag === "table" ? 1 : 0;
    const chart = element.tag === "chart" ? 1 : 0;
    const fits =
      bytes <= Math.min(this.#bytes, most) &&
      elementsIn(element) <= this.#elements &&
      table <= this.#tables &&
      chart <= this.#charts;
    if (!fits) return undefined;
    this.#bytes -= bytes;
    this.#elements -= elementsIn(element);
    this.#tables -= table;
    this.#charts -= chart;
    return element;
  }

  /** All of them, or none. */
  takeAll<E extends RootElement>(elements: readonly E[]): readonly E[] | undefined {
    const bytes = elements.reduce((sum, one) => sum + bytesOf(one) + 2, 0);
    if (bytes > this.#bytes || elementsIn(elements) > this.#elements) return undefined;
    for (const element of elements) this.take(element);
    return elements;
  }

  /** Holds back bytes and elements for what is drawn later; gives them back when called. */
  reserve({ bytes, elements }: { readonly bytes: number; readonly elements: number }): () => void {
    this.#bytes -= bytes;
    this.#elements -= elements;
    return () => {
      this.#bytes += bytes;
      this.#elements += elements;
    };
  }

  /** The longest beginning of the text, at most so many characters, whose element fits. */
  takeText<E extends RootElement>(
    draw: (most: number) => E,
    { characters, bytes = Number.POSITIVE_INFINITY }: { readonly characters: number; readonly bytes?: number },
  ): E | undefined {
    const whole = this.take(draw(characters), bytes);
    if (whole || characters <= SHORTEST) return whole;
    return this.takeText(draw, { characters: Math.max(SHORTEST, Math.floor(characters * 0.8)), bytes });
  }
}

/** Less than this of a text says nothing. */
const SHORTEST = 20;

/** A text of the header or a button, which needs at least something. */
export const orDots = (text: string, most: number): string => clip(text, most).trim() || "…";
