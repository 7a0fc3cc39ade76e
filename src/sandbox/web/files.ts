import type { ServerResponse } from "node:http";
import type { SlackSandbox } from "../slack/contract.ts";

const SHOWN_IN_PLACE = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** Whether the file stands in a message on that person's screen. */
const mayRead = (sandbox: SlackSandbox, user: string, id: string): boolean =>
  Object.values(sandbox.desk.screen(user).messages).some((messages) =>
    messages.some((message) => message.files.some((file) => file.id === id)),
  );

/** A file that the person was shown; anything but a picture is handed over as a download. */
export const sendFile = (
  sandbox: SlackSandbox,
  res: ServerResponse,
  { user, id }: { user: string; id: string },
): void => {
  const file = mayRead(sandbox, user, id) ? sandbox.readFile(id) : undefined;
  if (!file) {
    res.writeHead(404, { "content-type": "text/plain" }).end("no such file\n");
    return;
  }
  const picture = SHOWN_IN_PLACE.has(file.mimetype);
  res.writeHead(200, {
    "content-type": picture ? file.mimetype : "application/octet-stream",
    "content-disposition": `${picture ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  });
  res.end(file.content);
};
