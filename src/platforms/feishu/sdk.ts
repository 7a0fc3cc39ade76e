import { createRequire } from "node:module";
import type * as Sdk from "@larksuiteoapi/node-sdk";

/*
 * The SDK is one file of six megabytes that exports by assigning. Imported, it is searched for the names of its exports,
 * and the process stays 60 MB larger for it; required, it is only run.
 */
const sdk: typeof Sdk = createRequire(import.meta.url)("@larksuiteoapi/node-sdk");

export const { Client, DefaultCache, defaultHttpInstance, EventDispatcher, LoggerLevel, WSClient } = sdk;
export type { HttpInstance, HttpRequestOptions } from "@larksuiteoapi/node-sdk";
export type Client = Sdk.Client;
export type WSClient = Sdk.WSClient;
