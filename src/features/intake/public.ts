export {
  customerFor,
  type Decision,
  fillCustomer,
  type Ground,
  type KnownCustomer,
  makeCustomer,
  putContact,
  type Seat,
  type Step,
  seatFor,
  type Trace,
  Writes,
} from "./rules.ts";
