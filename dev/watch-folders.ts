import { statSync, readdirSync, watch, type FSWatcher } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Calls `onChange` with the path of whatever is written, added, replaced or deleted under `places` (folders, with all
 * that is in them, or single files). Each folder is watched, never a file: a file that was replaced by renaming another
 * over it is another file to the system, and Node's recursive watch on Linux stays with the old one.
 * @returns what ends it.
 */
export function watchFolders(places: readonly string[], onChange: (path: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const files = places.filter((place) => !isFolder(place));
  for (const place of places) if (isFolder(place)) watchTree(place);
  for (const folder of new Set(files.map((file) => dirname(file)))) {
    const names = new Set(files.filter((file) => dirname(file) === folder).map((file) => basename(file)));
    const watcher = watch(folder, (_event, name) => void (name && names.has(name) && onChange(join(folder, name))));
    watchers.set(`${folder} (files)`, watcher);
  }
  return () => watchers.forEach((watcher) => watcher.close());

  function watchTree(folder: string): void {
    forget(folder);
    const watcher = watch(folder, (event, name) => {
      if (name === null) return;
      const path = join(folder, name);
      // A folder that comes or goes, or takes another's name.
      if (event === "rename" && isFolder(path)) watchTree(path);
      else if (event === "rename") forget(path);
      onChange(path);
    });
    // It was deleted, and its parent says so too.
    watcher.on("error", () => forget(folder));
    watchers.set(folder, watcher);
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) watchTree(join(folder, entry.name));
    } catch {
      forget(folder);
    }
  }

  function forget(folder: string): void {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(`${folder}/`)) continue;
      watcher.close();
      watchers.delete(path);
    }
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
