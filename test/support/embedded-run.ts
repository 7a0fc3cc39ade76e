// A process that holds an embedded database until it is told to stop: node --import tsx embedded-run.ts FOLDER [join]

import pg from "pg";
import { pino } from "pino";
import { startEmbedded } from "../../src/data/embedded.ts";

const [folder = "", join] = process.argv.slice(2);
const begun = performance.now();
try {
  const log = pino({ level: "silent" });
  const embedded = await startEmbedded({ folder, log, join: join === "join", durable: false });
  const client = new pg.Client({ connectionString: embedded.url });
  await client.connect();
  await client.query("CREATE TABLE IF NOT EXISTS kept (n int)");
  await client.query("INSERT INTO kept VALUES (1)");
  const { rows } = await client.query("SELECT count(*)::int AS n FROM kept");
  await client.end();
  const stop = () => void embedded.stop().then(() => process.exit(0));
  process.on("SIGINT", stop).on("SIGTERM", stop);
  console.log(JSON.stringify({ url: embedded.url, kept: rows[0].n, took: Math.round(performance.now() - begun) }));
  setInterval(() => undefined, 60_000);
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.name : "", message: String(error) }));
  process.exit(1);
}
