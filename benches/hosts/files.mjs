// The requests of files that calls.json lists; one that is `like` another takes it with so many entries or rules.
import { readFileSync } from 'node:fs';

export const bytes = (path) => readFileSync(new URL(`../../${path}`, import.meta.url));
export const read = (path) => JSON.parse(bytes(path));

export function load(path) {
  const file = read(path);
  if (!file.like) return file;
  const full = read(file.like);
  const { ledger, policy } = full.request;
  if (file.entry_count) {
    const entry = (index) => ({ ...ledger.entries[index % ledger.entries.length], id: `e${index}`, order: `o${index}` });
    full.request.ledger = { ...ledger, entries: Array.from({ length: file.entry_count }, (_, index) => entry(index)) };
  }
  if (file.rule_count) policy.rules.length = file.rule_count;
  return full;
}

/** The members that are prepared, and the other ones. */
export function split({ request, prepared }) {
  const members = Object.entries(request);
  const taken = (wanted) => Object.fromEntries(members.filter(([name]) => prepared.includes(name) === wanted));
  return [taken(true), taken(false)];
}
