export {
  type Awaited,
  askToJoin,
  awaitedBy,
  decideJoin,
  hasAsked,
  type JoinRequest,
  probablyAwaited,
  readAwaited,
  readJoinRequest,
  readTwins,
  type Twins,
} from "./store.ts";
