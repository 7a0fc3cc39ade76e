import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "../../core/log.ts";
import type { SlackSandbox } from "../slack/contract.ts";
import { DeskError } from "../slack/screen.ts";
import { type Performing, perform } from "./actions.ts";
import { readBody } from "./body.ts";
import type { Bundle } from "./bundle.ts";
import type { Streams } from "./events.ts";
import { sendFile } from "./files.ts";
import { setGuards, turnedAway } from "./guard.ts";
import { type OfferedPerson, peopleOf } from "./people.ts";
import { type ActionAnswer, LARGEST_FILE, type PageClock, type PeopleAnswer, request } from "./wire.ts";

/** What the routes work with. */
export interface Room extends Performing {
  readonly sandbox: SlackSandbox;
  readonly offered: readonly OfferedPerson[];
  readonly bundle: Bundle;
  readonly streams: Streams;
  readonly pageClock: () => PageClock;
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

const sendText = (res: ServerResponse, type: string, body: string): void => {
  res.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
};
const sendJson = (res: ServerResponse, body: ActionAnswer | PeopleAnswer, status = 200): void => {
  res.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
};
const refuse = (res: ServerResponse, code: Refused, message: string): void =>
  sendJson(res, { ok: false, code, message }, STATUS[code]);

const isPerson = (room: Room, user: string | null): user is string =>
  peopleOf(room.desk, room.offered).some((person) => person.id === user);

const people: Route = ({ room, res }) => {
  const first = room.offered[0];
  const screen = first && room.desk.screen(first.user);
  sendJson(res, {
    team: screen?.team.name ?? "",
    bot: screen?.app.name ?? "",
    people: peopleOf(room.desk, room.offered),
    clock: room.pageClock(),
    build: room.bundle.hash,
  });
};

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
};

const act: Route = async ({ room, req, res }) => {
  const body = await readBody(req, LARGEST_REQUEST);
  if (!body) return refuse(res, "invalid", "longer than the page ever sends");
  const asked = request.safeParse(parsed(body));
  if (!asked.success) return refuse(res, "invalid", "not an action of the page");
  const { as, action } = asked.data;
  if (!isPerson(room, as)) return refuse(res, "unknown_person", `nobody here has the id ${as}`);
  sendJson(res, await perform(room, as, action));
  if (action.type === "moveClock") room.streams.tellClock();
};

const takeFile: Route = async ({ room, req, res, query }) => {
  const user = query.get("as");
  const name = query.get("name");
  if (!isPerson(room, user)) return refuse(res, "unknown_person", "nobody here has that id");
  if (!name || name.length > 255) return refuse(res, "invalid", "a file has a name of 1 to 255 characters");
  const content = await readBody(req, LARGEST_FILE);
  if (!content) return refuse(res, "refused", "the file is larger than 10 MB");
  const mimetype = req.headers["content-type"];
  sendJson(res, { ok: true, result: room.desk.addFile({ user, name, content, ...(mimetype ? { mimetype } : {}) }) });
};

const giveFile: Route = ({ room, res, query }) => {
  const user = query.get("as");
  if (isPerson(room, user)) sendFile(room.sandbox, res, { user, id: query.get("id") ?? "" });
  else refuse(res, "unknown_person", "nobody here has that id");
};

const follow: Route = ({ room, res, query }) => {
  const user = query.get("as");
  if (isPerson(room, user)) room.streams.follow(user, res);
  else refuse(res, "unknown_person", "nobody here has that id");
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
    room.log?.error({ err: error }, "The sandbox page could not answer");
    if (res.headersSent) res.destroy();
    else if (error instanceof DeskError) refuse(res, "refused", error.message);
    else refuse(res, "broken", "the sandbox could not do that; its log says why");
  }
};

/** Path and query as they stand in the request line, which may be anything. */
export const addressOf = (req: IncomingMessage): { readonly path: string; readonly query: URLSearchParams } => {
  const [path = "/", ...query] = (req.url ?? "/").split("?");
  return { path, query: new URLSearchParams(query.join("?")) };
};
