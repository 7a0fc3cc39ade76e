import { phoneMark } from "./phones.ts";

/** Fewer digits are the number of a service, or of an extension: many have it. */
const FEWEST_DIGITS = 7;
/** What a contact is met under, beside its name; however the number is written. */
export const marksOf = (
  contact: { readonly phones: readonly string[]; readonly mail?: string } | undefined,
  country: string,
): string[] => [
  ...(contact?.phones ?? []).flatMap((phone) =>
    phone.replace(/\D/g, "").length < FEWEST_DIGITS ? [] : phoneMark(phone, country),
  ),
  ...(contact?.mail === undefined ? [] : [contact.mail]),
];
