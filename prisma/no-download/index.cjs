/*
 * Installing @prisma/engines would download a binary that nothing here runs: migrations are plain SQL, and the client is
 * generated without one. package.json puts this in place of @prisma/fetch-engine, so that an installation reaches the npm
 * registry and nothing else.
 */
exports.BinaryType = { SchemaEngineBinary: "schema-engine" };
exports.download = async () => ({});
