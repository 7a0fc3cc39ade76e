export {
  type Acquainted,
  idsReached,
  may,
  readCustomers,
  readFormerNames,
  readMarked,
  readShortNames,
  readWentAway,
  type ShortNames,
  sightOf,
} from "./store.ts";
