export { shareCustomer } from "./forms.ts";
export { endShares } from "./store.ts";
