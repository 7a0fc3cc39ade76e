export { type FeeContact, findContacts } from "./store.ts";
