// Generating the client needs no engine, yet the command line tries to download one unless told where it is.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= "/bin/false";
// Nor does it tell its makers what it was asked: an installation reaches the npm registry and nothing else.
process.env.CHECKPOINT_DISABLE ??= "1";

import { defineConfig } from "prisma/config";

export default defineConfig({ schema: "prisma/schema.prisma", migrations: { path: "prisma/migrations" } });
