import type { Language } from "../../core/language.ts";
import { CHANNELS } from "./rules.ts";
import { CHANNEL_NAMES } from "./texts.ts";

export { beginContact, listContacts, openContact } from "./forms.ts";
export type { Contact } from "./rules.ts";
export {
  createContact,
  findContacts,
  holdContact,
  readContact as contactById,
  readContacts as contactsOf,
  readContactsById as contactsById,
  readFormer as formerContacts,
} from "./store.ts";

export { sayErased } from "./texts.ts";

/** How a contact likes to be reached, in words; undefined for what is no way to. */
export const sayChannel = (channel: string, language: Language): string | undefined => {
  const known = CHANNELS.find((each) => each === channel);
  return known && CHANNEL_NAMES[known][language];
};
