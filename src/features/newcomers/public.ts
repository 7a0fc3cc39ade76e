export {
  type Awaited,
  askToJoin,
  awaitedBy,
  isLapsed,
  type JoinRequest,
  lapsing,
  readAsked,
  readJoinRequest,
  readTwins,
  type Twins,
  whoOfList,
} from "./store.ts";
