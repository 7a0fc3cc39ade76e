import { parsePhone } from "./cells.ts";
import { isHan } from "./names.ts";
import { closedUp } from "./names-people.ts";
import type { RowReader } from "./row-reader.ts";

/** A name and the number in the same cell: "王磊 13800138000", "Grace Miller: +1 415 555 0100". */
const WITH_NUMBER = /^(\p{L}[^\d+]*?)[\s:：,，/(（-]*(\+?\d[\d\s-]{5,18}\d)[)）]?$/u;

/** A contact's name in one column or in two, and the number that stands beside it. */
export const readName = (
  reader: RowReader,
): { readonly name: string; readonly phone?: string | undefined } | undefined => {
  const [said, family] = [reader.text("contact"), reader.text("familyName")];
  if (said === undefined) return family === undefined ? undefined : { name: family };
  const [, before, number] = WITH_NUMBER.exec(said) ?? [];
  const phone = number === undefined ? undefined : parsePhone(number);
  const name = before !== undefined && phone !== undefined ? before : said;
  const whole =
    family === undefined || hasFamily(name, family, reader.namesGiven) ? closedUp(name) : withFamily(name, family);
  return { name: whole, phone };
};

/** Below a heading that asks for no more than the given name 文博 is one; elsewhere 王磊 is all of a name. */
const hasFamily = (name: string, family: string, isGiven: boolean): boolean =>
  isHan(family)
    ? name.startsWith(family) && (!isGiven || [...name].length > 2)
    : ` ${name} `.toLowerCase().includes(` ${family.toLowerCase()} `);
const withFamily = (given: string, family: string): string =>
  isHan(family) ? `${family}${given}` : `${given} ${family}`;
