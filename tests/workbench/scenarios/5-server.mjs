// The server's life as the user sees it: crashes, wrong paths, the end.
import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import path from "node:path";
import { eventually } from "../lib/page.mjs";
import { REPORT } from "../lib/drafts.mjs";

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Opens the draft and returns the process of the server that it has started. */
async function serverOf({ bench, servers }, known) {
  await bench.open("县报告.txt");
  await bench.squiggles.first().waitFor({ state: "attached" });
  return await eventually(() => servers().find((pid) => !known.includes(pid)), "a server runs");
}

export default [
  {
    name: "a crashed server comes back; after too many crashes that is said, and a restart helps",
    drafts: { "县报告.txt": REPORT },
    run: async (tools) => {
      const { bench, servers } = tools;
      const known = servers();
      let pid = await serverOf(tools, known);
      for (let crash = 1; crash <= 3; crash += 1) {
        process.kill(pid, "SIGKILL");
        const gone = pid;
        pid = await eventually(() => servers().find((other) => !known.includes(other) && other !== gone), `a new server after crash ${crash}`);
        await bench.status.filter({ hasText: /[1-9]\d* 个问题/u }).waitFor();
        await bench.squiggles.first().waitFor({ state: "attached" });
      }
      process.kill(pid, "SIGKILL");
      await bench.notifications.filter({ hasText: "意外结束了 4 次" }).waitFor();
      await bench.status.filter({ hasText: "执笔已停止" }).waitFor();
      await tools.picture("stopped");
      await bench.command("重启语言服务");
      await bench.status.filter({ hasText: /[1-9]\d* 个问题/u }).waitFor();
    },
  },
  {
    name: "a stopped server ends, and the next one takes over",
    drafts: { "县报告.txt": REPORT },
    run: async (tools) => {
      const pid = await serverOf(tools, tools.servers());
      await tools.bench.command("重启语言服务");
      const started = Date.now();
      await eventually(() => !alive(pid), "the server has ended");
      console.log(`     it took ${Date.now() - started} ms; meant is less than a second`);
      await tools.bench.status.filter({ hasText: /[1-9]\d* 个问题/u }).waitFor();
    },
  },
  {
    name: "the server ends when the window is closed",
    drafts: { "县报告.txt": REPORT },
    run: async (tools) => {
      const pid = await serverOf(tools, tools.servers());
      await tools.page.close({ runBeforeUnload: false });
      // The workbench takes its own time to notice that the window is gone.
      await eventually(() => !alive(pid), "the server has ended", 10_000);
    },
  },
  {
    name: "a program path that leads nowhere is explained",
    drafts: { "县报告.txt": REPORT },
    settings: { "zhibi.server.path": "/nowhere/zhibi" },
    run: async ({ bench }) => {
      await bench.open("县报告.txt");
      await bench.notifications.filter({ hasText: "/nowhere/zhibi 不存在" }).waitFor();
      await bench.status.filter({ hasText: "执笔已停止" }).waitFor();
    },
  },
  {
    name: "a program without the right to run is explained",
    drafts: { "县报告.txt": REPORT, "zhibi": "no program\n" },
    settings: (folder) => ({ "zhibi.server.path": path.join(folder, "zhibi") }),
    run: async ({ bench }) => {
      await bench.open("县报告.txt");
      await bench.notifications.filter({ hasText: "没有执行权限" }).filter({ hasText: "chmod +x" }).waitFor();
    },
  },
  {
    name: "a file that is no program is explained",
    drafts: { "县报告.txt": REPORT, "zhibi": "\u007fELF no program\n" },
    settings: (folder) => ({ "zhibi.server.path": path.join(folder, "zhibi") }),
    run: async ({ bench, folder }) => {
      chmodSync(path.join(folder, "zhibi"), 0o755);
      await bench.open("县报告.txt");
      await bench.notifications.filter({ hasText: /一启动就结束了|无法运行/u }).waitFor();
      assert.equal(await bench.notifications.count(), 1, "it is said once");
    },
  },
];
