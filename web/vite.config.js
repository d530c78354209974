import { readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";

const MADE = "Made by `npm ci && npm run build` in web/. Do not edit: change web/src and build again.";

// The licences of all packages of which words are in the build.
function licences() {
  return {
    name: "licences",
    generateBundle(_, bundle) {
      const packages = new Set(["world-atlas", "uplot"]); // also taken as files
      for (const chunk of Object.values(bundle))
        for (const id of Object.keys(chunk.modules ?? {})) {
          const m = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id);
          if (m) packages.add(m[1]);
        }
      const texts = [...packages].sort().map((name) => {
        const dir = join(import.meta.dirname, "node_modules", name);
        const about = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
        const file = ["LICENSE", "LICENSE.txt", "LICENSE.md", "license"]
          .map((f) => join(dir, f)).find(existsSync);
        const text = file ? readFileSync(file, "utf8").trim() : "";
        return `${name} ${about.version} (${about.license})\n\n${text}\n`;
      });
      this.emitFile({ type: "asset", fileName: "LICENSES.txt",
        source: texts.join(`\n${"-".repeat(72)}\n\n`) });
    },
  };
}

// Says in every file how it was made, after the minifier is through.
const header = {
  name: "header",
  enforce: "post",
  transformIndexHtml: (html) => html.replace("<html", `<!-- ${MADE} -->\n<html`),
  generateBundle(_, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (file.type === "chunk") file.code = `/* ${MADE} */\n${file.code}`;
      else if (name.endsWith(".css")) file.source = `/* ${MADE} */\n${file.source}`;
    }
  },
};

export default defineConfig({
  base: "./", // works below any path of a proxy
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  plugins: [header, licences()],
  server: { proxy: { "/v1": process.env.DESK ?? "http://127.0.0.1:8420" } },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
});
