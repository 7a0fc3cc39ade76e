export { editFacts, moveStanding, restCustomer } from "./forms.ts";
export { type Facts, mayChange, type StableFacts } from "./rules.ts";
export { readFacts as factsOf, rename as renameCustomer } from "./store.ts";
