import type { ServerResponse } from "node:http";
import type { StoredFile } from "./side.ts";

const SHOWN_IN_PLACE = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** A file that the person was shown; anything but a picture is handed over as a download. */
export const sendFile = (res: ServerResponse, file: StoredFile | undefined): void => {
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
