export { beginContact } from "./forms.ts";
export type { Contact } from "./rules.ts";
export {
  createContact,
  findContacts,
  readContacts as contactsOf,
  readContactsById as contactsById,
} from "./store.ts";
