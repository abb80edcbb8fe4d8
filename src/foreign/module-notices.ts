import type { Json } from '../values/json.js';

type JsonObject = Readonly<Record<string, Json | undefined>>;

/** A module's warnings: texts, or since ansible-core 2.19 records with the text inside. */
export function warningTexts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(messageOf) : [];
}

/** A module's deprecations as results tell them. Since ansible-core 2.19 Python modules send records of another shape. */
export function deprecationsOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value.map((entry) => (isSummary(entry) ? readSummary(entry) : entry)) : [];
}

function isSummary(value: Json): value is Record<string, Json | undefined> {
  return isJsonObject(value) && value['__ansible_type'] === 'DeprecationSummary';
}

function readSummary(summary: JsonObject): Json {
  const { version, date, deprecator } = summary;
  return {
    msg: messageOf(summary),
    ...(typeof version === 'string' ? { version } : {}),
    ...(typeof date === 'string' ? { date } : {}),
    ...(isJsonObject(deprecator) ? deprecatorKeys(deprecator) : {}),
  };
}

function deprecatorKeys({ resolved_name: name = null, type = null }: JsonObject): Record<string, Json> {
  const collection = String(name).split('.').slice(0, 2).join('.');
  return { collection_name: collection, deprecator: { resolved_name: name, type } };
}

function messageOf(notice: Json | undefined): string {
  if (!isJsonObject(notice)) return String(notice);
  const { event, msg } = notice;
  return isJsonObject(event) ? messageOf(event) : typeof msg === 'string' ? msg : JSON.stringify(notice);
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
