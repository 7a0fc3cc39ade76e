import type { ColumnLook } from "../core/sheet.ts";
import { parseDay, parseMail, parsePhone } from "./cells.ts";
import type { FieldSpec } from "./sheet-specs.ts";

/** What the cells of a column speak for or against. */
export const contentFit = (look: ColumnLook | undefined, { reads }: FieldSpec): number => {
  if (!look || look.filled < 2) return 0;
  const ifMost = (count: number, yes: number, no: number) => (count > Math.max(1, look.filled - 1) / 2 ? yes : no);
  switch (reads) {
    case "day":
      return ifMost(look.days, 2, ifMost(look.numbers, 0, -2));
    // A lunar one may be a word.
    case "birthday":
    case "lunar":
      return ifMost(look.days, 2, 0);
    case "mail":
      return ifMost(look.mails, 2, -4);
    case "phone":
      return ifMost(look.phones, 2, 0);
    case "amount":
      return ifMost(look.numbers, 1, 0);
    default:
      return ifMost(look.days, -4, 0);
  }
};

/** A number to call, an address, a day: what no heading is. */
export const isTelling = (cell: string): boolean =>
  /[\d@]/.test(cell) &&
  ((parsePhone(cell)?.length ?? 0) >= 7 ||
    parseMail(cell) !== undefined ||
    (/[-/.年]/.test(cell) && parseDay(cell, "month") !== undefined));
/** A number that is no year. */
export const isNumber = (cell: string): boolean =>
  /^[-¥$€]?[\d,]+(?:\.\d+)?%?$/.test(cell) && !/^(?:19|20)\d\d$/.test(cell);
