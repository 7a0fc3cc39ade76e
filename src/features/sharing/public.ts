export { shareCustomer } from "./forms.ts";
