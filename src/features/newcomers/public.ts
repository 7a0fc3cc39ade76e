export {
  type Awaited,
  askToJoin,
  awaitedBy,
  decideJoin,
  hasAsked,
  isLapsed,
  type JoinRequest,
  probablyAwaited,
  readAwaited,
  readJoinRequest,
  readTwins,
  type Twins,
} from "./store.ts";
