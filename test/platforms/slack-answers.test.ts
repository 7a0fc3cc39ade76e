import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { Connection } from "../../src/platforms/slack/connection.ts";
import { People } from "../../src/platforms/slack/people.ts";
import { valuesOf } from "../../src/platforms/slack/values.ts";

/** A Slack whose answers are not what they should be. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => answer(request, response));
let url: string;
let slack: Connection;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const log = pino({ level: "silent" });
  slack = new Connection({ botToken: "xoxb-x", apiUrl: `${url}/api/`, clock: new MovableClock(), log });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const MEGABYTE = Buffer.alloc(1024 * 1024);

const theFile = () => {
  const file = { id: "F1", name: "sheet.csv", size: 3, url_private: `${url}/file` };
  const state = { paper: { paper: { type: "file_input", files: [file] } } };
  const { paper } = valuesOf(state as unknown as Parameters<typeof valuesOf>[0], slack);
  if (!paper || !("files" in paper)) throw new Error("no file was entered");
  return paper.files[0]!;
};

test("a file that does not tell its size is read no further than asked", async () => {
  let sent = 0;
  answer = (_, response) => {
    const more = () => {
      if (response.destroyed || sent >= 200) return response.end();
      sent += 1;
      return response.write(MEGABYTE, more);
    };
    more();
  };
  expect(await theFile().read(50 * MEGABYTE.length)).toBeUndefined();
  expect(sent).toBeLessThan(200);
});

test("a file that breaks off can be asked for again; one without a size is read whole", async () => {
  answer = (_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("a,b", () => response.destroy());
  };
  await expect(theFile().read(100)).rejects.toMatchObject({ failure: "unavailable" });
  answer = (_, response) => {
    response.write("a,b\n");
    response.end("1,2\n");
  };
  expect((await theFile().read(100))?.toString()).toBe("a,b\n1,2\n");
});

test("a direct chat that was not named is asked for again", async () => {
  const answers = [{ ok: true }, { ok: true, channel: { id: "D1" } }];
  answer = (request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answers.shift()));
  };
  const people = new People(slack);
  await expect(people.directPlace("U1")).rejects.toMatchObject({ failure: "unavailable" });
  expect(await people.directPlace("U1")).toBe("D1");
  expect(await people.directPlace("U1")).toBe("D1");
});
