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
} from "./store.ts";
