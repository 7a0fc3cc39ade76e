export { compareCustomers } from "./forms.ts";
export { mayMerge } from "./rules.ts";
