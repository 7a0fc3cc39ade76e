export {
  type Asker,
  AT_ONCE,
  amountOf,
  dayOf,
  defineList,
  idsOf,
  type List,
  page,
  type Row,
  type Wanted,
} from "./rules.ts";
export { customersSeen, namesOf } from "./store.ts";
export { HEADERS } from "./texts.ts";
