import { isUtf8 } from "node:buffer";
import { SheetProblem } from "./problem.ts";

/** How the text of a file is written. */
type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

const PIECE = 65_536;
const LOOKED_AT = 4_096;

/** By its mark; without one by its zeros; else UTF-8 where it is valid, and GB18030, as Excel writes in China, where not. */
const encodingOf = (bytes: Buffer): Encoding => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  const looked = Math.min(bytes.length, LOOKED_AT) & ~1;
  for (let at = 0; at < looked; at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // Also a Chinese sheet has commas and line ends: each is half a zero.
  if (odd > 0 && even === 0) return "utf-16le";
  if (even > 0 && odd === 0) return "utf-16be";
  if (even + odd > 0) throw new SheetProblem("not_a_sheet");
  return isUtf8(bytes) ? "utf-8" : "gb18030";
};

/** The text of a file, in pieces. @throws SheetProblem when it is no text */
export function* textOf(bytes: Buffer): Generator<string> {
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = decoder.decode(bytes.subarray(at, at + PIECE), { stream: at + PIECE < bytes.length });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what no text has is what is looked for
    if (/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(piece)) throw new SheetProblem("not_a_sheet");
    yield piece;
  }
}
