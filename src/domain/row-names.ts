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
  const [, name, number] = WITH_NUMBER.exec(said) ?? [];
  const phone = number === undefined ? undefined : parsePhone(number);
  if (name !== undefined && phone !== undefined) return { name: closedUp(name), phone };
  if (family === undefined || said.toLowerCase().includes(family.toLowerCase())) return { name: closedUp(said) };
  return { name: isHan(family) ? `${family}${said}` : `${said} ${family}` };
};
