import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "../../core/log.ts";
import { readBody } from "./body.ts";
import type { Bundle } from "./bundle.ts";
import type { Streams } from "./events.ts";
import { sendFile } from "./files.ts";
import { setGuards, turnedAway } from "./guard.ts";
import { type OfferedPerson, peopleOf } from "./people.ts";
import { platformOf } from "./platform.ts";
import { NotAnAction, Refusal, type Side } from "./side.ts";
import { type ActionAnswer, isMoveClock, LARGEST_FILE, type PageClock, type PeopleAnswer, request } from "./wire.ts";

/** Moves the sandbox's clock and resolves when what has become due then is done. */
export type MoveClock = (to: Date) => Promise<void>;

/** What the routes work with. */
export interface Room {
  readonly sides: readonly Side[];
  readonly offered: readonly OfferedPerson[];
  readonly bundle: Bundle;
  readonly streams: Streams;
  readonly pageClock: () => PageClock;
  readonly moveClock: MoveClock | undefined;
  readonly log: Log | undefined;
}

/** One request. */
interface Visit {
  readonly room: Room;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly query: URLSearchParams;
}
type Route = (visit: Visit) => void | Promise<void>;
type Refused = Extract<ActionAnswer, { ok: false }>["code"];

const LARGEST_REQUEST = 1024 * 1024;
const STATUS = { refused: 409, invalid: 400, unknown_person: 404, broken: 500 } as const satisfies Record<
  Refused,
  number
>;
const NOBODY = "nobody here has that id";

const sendText = (res: ServerResponse, type: string, body: string): void => {
  res.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
};
const sendJson = (res: ServerResponse, body: ActionAnswer | PeopleAnswer, status = 200): void => {
  res.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
};
const refuse = (res: ServerResponse, code: Refused, message: string): void =>
  sendJson(res, { ok: false, code, message }, STATUS[code]);

/** Where that person sits; undefined when there is nobody of that id on that platform. */
const seatOf = ({ sides }: Room, platform: unknown, user: string | null) => {
  const side = sides.find((one) => one.platform === platformOf(platform));
  return side && user !== null && side.accounts().some(({ id }) => id === user) ? { side, user } : undefined;
};

const people: Route = ({ room, res }) =>
  sendJson(res, {
    team: room.sides[0]?.company ?? "",
    platforms: room.sides.map(({ platform }) => platform),
    people: peopleOf(room.sides, room.offered),
    clock: room.pageClock(),
    build: room.bundle.hash,
  });

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
};

const moveClock = async ({ moveClock: move, pageClock, streams }: Room, to: number): Promise<null> => {
  if (!move) throw new Refusal("the clock of this sandbox cannot be moved");
  if (to < pageClock().now) throw new Refusal("the clock only moves forward");
  await move(new Date(to));
  streams.tellClock();
  return null;
};

const act: Route = async ({ room, req, res }) => {
  const body = await readBody(req, LARGEST_REQUEST);
  if (!body) return refuse(res, "invalid", "longer than the page ever sends");
  const asked = request.safeParse(parsed(body));
  if (!asked.success) throw new NotAnAction();
  const { platform, as, action } = asked.data;
  const seat = seatOf(room, platform, as);
  if (!seat) return refuse(res, "unknown_person", NOBODY);
  const result = isMoveClock(action) ? await moveClock(room, action.to) : await seat.side.act(as, action);
  sendJson(res, { ok: true, result: result ?? null });
};

const takeFile: Route = async ({ room, req, res, query }) => {
  const seat = seatOf(room, query.get("in"), query.get("as"));
  const name = query.get("name");
  if (!seat) return refuse(res, "unknown_person", NOBODY);
  if (!name || name.length > 255) return refuse(res, "invalid", "a file has a name of 1 to 255 characters");
  const content = await readBody(req, LARGEST_FILE);
  if (!content) return refuse(res, "refused", "the file is larger than 60 MB");
  const mimetype = req.headers["content-type"] ?? "application/octet-stream";
  sendJson(res, { ok: true, result: seat.side.addFile({ user: seat.user, name, content, mimetype }) });
};

const giveFile: Route = ({ room, res, query }) => {
  const seat = seatOf(room, query.get("in"), query.get("as"));
  if (seat) sendFile(res, seat.side.readFile(seat.user, query.get("id") ?? ""));
  else refuse(res, "unknown_person", NOBODY);
};

const follow: Route = ({ room, res, query }) => {
  const seat = seatOf(room, query.get("in"), query.get("as"));
  if (seat) room.streams.follow(seat.side, seat.user, res);
  else refuse(res, "unknown_person", NOBODY);
};

const ROUTES: Readonly<Record<string, Route>> = {
  "GET /": ({ room, res }) => sendText(res, "text/html", room.bundle.html),
  "GET /sandbox/page.js": ({ room, res }) => sendText(res, "text/javascript", room.bundle.script),
  "GET /sandbox/page.css": ({ room, res }) => sendText(res, "text/css", room.bundle.style),
  "GET /sandbox/icon.svg": ({ room, res }) => sendText(res, "image/svg+xml", room.bundle.icon),
  "GET /sandbox/people": people,
  "GET /sandbox/events": follow,
  "POST /sandbox/act": act,
  "POST /sandbox/file": takeFile,
  "GET /sandbox/file": giveFile,
};

const say = (res: ServerResponse, status: number, text: string): void => {
  res.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
};

const explain = ({ log }: Room, res: ServerResponse, error: unknown): void => {
  if (error instanceof Refusal) refuse(res, "refused", error.message);
  else if (error instanceof NotAnAction) refuse(res, "invalid", "not an action of the page");
  else {
    log?.error({ err: error }, "The sandbox page could not answer");
    if (res.headersSent) res.destroy();
    else refuse(res, "broken", "the sandbox could not do that; its log says why");
  }
};

/** Answers a request for the page; whatever breaks is logged and answered. */
export const answer = async (room: Room, req: IncomingMessage, res: ServerResponse): Promise<void> => {
  setGuards(res);
  const turned = turnedAway(req);
  if (turned) return say(res, turned.status, turned.reason);
  const { path, query } = addressOf(req);
  const route = ROUTES[`${req.method} ${path}`];
  if (!route) return say(res, 404, "nothing here");
  try {
    await route({ room, req, res, query });
  } catch (error) {
    explain(room, res, error);
  }
};

/** Path and query as they stand in the request line, which may be anything. */
export const addressOf = (req: IncomingMessage): { readonly path: string; readonly query: URLSearchParams } => {
  const [path = "/", ...query] = (req.url ?? "/").split("?");
  return { path, query: new URLSearchParams(query.join("?")) };
};
