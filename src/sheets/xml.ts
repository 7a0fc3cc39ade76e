import { SheetProblem } from "./problem.ts";

/** Hears the elements of an XML text as they come, by their names without prefix. */
export interface XmlListener {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** A tag longer than this is none. */
const LONGEST_TAG = 1_000_000;

/**
 * Reads XML as spreadsheets write it, in pieces. No document type is read and no entity but the five of XML, so that
 * nothing can unfold.
 */
export class XmlScanner {
  readonly #listener: XmlListener;
  #rest = "";

  constructor(listener: XmlListener) {
    this.#listener = listener;
  }

  write(piece: string): void {
    const text = this.#rest + piece;
    let at = 0;
    for (;;) {
      const begins = text.indexOf("<", at);
      if (begins < 0) break;
      if (begins > at) this.#listener.text(unescaped(text.slice(at, begins)));
      const next = this.#tag(text, begins);
      if (next < 0) {
        at = begins;
        break;
      }
      at = next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > LONGEST_TAG && this.#rest.startsWith("<")) throw new SheetProblem("broken");
  }

  /** @throws SheetProblem when the text breaks off inside a tag */
  end(): void {
    if (this.#rest.startsWith("<")) throw new SheetProblem("broken");
  }

  /** Where it goes on after the tag; -1 when the tag does not end yet. */
  #tag(text: string, at: number): number {
    const mark = text[at + 1];
    if (mark === "!" || mark === "?" || mark === undefined) return this.#aside(text, at);
    const from = mark === "/" ? at + 2 : at + 1;
    const named = nameEnd(text, from);
    const end = tagEnd(text, named);
    if (end < 0) return -1;
    if (mark === "/") {
      this.#listener.close(localName(text.slice(from, named)));
      return end + 1;
    }
    const closed = text[end - 1] === "/";
    const last = closed ? end - 1 : end;
    const name = localName(text.slice(from, Math.min(named, last)));
    this.#listener.open(name, named < last ? text.slice(named, last) : "");
    if (closed) this.#listener.close(name);
    return end + 1;
  }

  #aside(text: string, at: number): number {
    for (const [begin, end] of ASIDES) {
      if (!text.startsWith(begin, at)) {
        if (begin.startsWith(text.slice(at, at + begin.length))) return -1;
        continue;
      }
      const ends = text.indexOf(end, at + begin.length);
      if (ends < 0) return -1;
      if (begin === CDATA) this.#listener.text(text.slice(at + begin.length, ends));
      return ends + end.length;
    }
    throw new SheetProblem("broken");
  }
}

const CDATA = "<![CDATA[";
const ASIDES = [
  ["<?", "?>"],
  ["<!--", "-->"],
  [CDATA, "]]>"],
] as const;

/** Where the name of a tag ends: at a space or at the bracket. */
const nameEnd = (text: string, from: number): number => {
  let index = from;
  for (; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 62 || code <= 32) break;
  }
  return index;
};

/** The bracket that ends a tag: not one within quotes. */
const tagEnd = (text: string, from: number): number => {
  let quote = 0;
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return index;
  }
  return -1;
};

const localName = (name: string): string => (name.includes(":") ? name.slice(name.indexOf(":") + 1) : name);

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const unescaped = (text: string): string =>
  text.includes("&")
    ? text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|lt|gt|amp|quot|apos);/gi, (_, name: string) =>
        name.startsWith("#") ? character(Number(name.slice(1).replace(/^x/i, "0x"))) : (ENTITIES[name] ?? name),
      )
    : text;
const character = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "");

/** The attributes of a tag, by name without prefix. */
export const attributesOf = (attributes: string): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const [, name = "", , double, single] of attributes.matchAll(/([\w.:-]+)\s*=\s*("([^"]*)"|'([^']*)')/g))
    found[localName(name)] = unescaped(double ?? single ?? "");
  return found;
};
