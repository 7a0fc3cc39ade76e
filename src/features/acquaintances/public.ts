export {
  type Acquainted,
  idsReached,
  may,
  readCustomers,
  readMarked,
  readShortNames,
  readWentAway,
  type ShortNames,
  sightOf,
} from "./store.ts";
