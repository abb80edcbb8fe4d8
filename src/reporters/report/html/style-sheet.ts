/** The look of the report: for wide and narrow screens, light and dark, and paper. */
export const style = `
:root { color-scheme: light dark; --text: #1c2024; --quiet: #5b6570; --back: #fff; --line: #d5dae0; --soft: #f4f6f8;
  --ok: #2e7d4f; --changed: #8a5a00; --failed: #b3261e; --rescued: #6f42a8; --skipped: #5b6570; --add: #e3f5e8; --del: #fbe6e4; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8ea; --quiet: #9aa4ae; --back: #15181b; --line: #343a40; --soft: #1e2226;
  --ok: #6cc48d; --changed: #e0ac4b; --failed: #ff8a80; --rescued: #c0a0f0; --skipped: #9aa4ae; --add: #17351f; --del: #431d1a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 90rem; font: 15px/1.45 system-ui, sans-serif; color: var(--text); background: var(--back); }
h1 { font-size: 1.4rem; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .5rem; } h4 { margin: .6rem 0 .2rem; font-size: .95rem; }
header p { margin: .2rem 0; } .quiet, small { color: var(--quiet); } .good { color: var(--ok); font-weight: 600; } .bad { color: var(--failed); font-weight: 600; overflow-wrap: anywhere; }
.wide { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.recap th, .recap td { padding: .15rem .7rem; text-align: right; border-bottom: 1px solid var(--line); } .recap th:first-child { text-align: left; }
td.ok, .mark.ok { color: var(--ok); } td.changed, .mark.changed { color: var(--changed); } td.failed, td.unreachable, .mark.failed { color: var(--failed); } td.rescued, td.ignored, .mark.rescued, .mark.ignored { color: var(--rescued); } td.skipped, .mark.skipped { color: var(--skipped); }
.grid th, .grid td { border: 1px solid var(--line); } .grid thead th { vertical-align: bottom; padding: .3rem; font-weight: 500; }
.grid thead th span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 14rem; }
.grid tbody th { text-align: left; font-weight: 400; padding: .1rem .5rem; min-width: 11rem; max-width: 34rem; overflow-wrap: anywhere; position: sticky; left: 0; background: var(--back); }
.grid .play th { font-weight: 600; background: var(--soft); } .grid td { padding: 0; text-align: center; min-width: 1.7rem; font-weight: 700; }
.grid td a { display: block; padding: .1rem .3rem; color: inherit; text-decoration: none; } .grid td a:hover, .grid td a:focus { background: var(--soft); outline: 2px solid currentcolor; outline-offset: -2px; }
td.failed { background: var(--del); } td.changed { background: var(--soft); }
.filter { display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; align-items: center; margin-top: 1.2rem; padding: .6rem; background: var(--soft); position: sticky; top: 0; z-index: 2; }
.filter fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .2rem .9rem; } .filter legend { float: left; padding: 0 .5rem 0 0; }
.filter input[type=search] { font: inherit; padding: .25rem .5rem; width: min(22rem, 70vw); color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: 4px; }
.notices { padding-left: 1.2rem; } .notices .error b { color: var(--failed); } .notices .warning b, .notices .deprecation b { color: var(--changed); }
.timeline { display: flex; gap: .5rem; } .timeline ol { list-style: none; margin: 0; padding: 0; max-width: 30vw; } .timeline li { height: 18px; line-height: 18px; font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.timeline > div { flex: 1; min-width: 0; } .timeline svg { display: block; width: 100%; background: var(--soft); } rect.ok { fill: var(--ok); } rect.changed { fill: var(--changed); } rect.failed { fill: var(--failed); } rect.rescued, rect.ignored { fill: var(--rescued); } rect.skipped { fill: var(--line); }
.axis { display: flex; justify-content: space-between; margin: 0; font-size: 12px; }
details { border-bottom: 1px solid var(--line); padding: .25rem 0; scroll-margin-top: 5rem; } summary { cursor: pointer; overflow-wrap: anywhere; } details > p { margin: .2rem 0; font-size: .85rem; overflow-wrap: anywhere; }
details:target > summary { font-weight: 700; } .mark { font-size: .8rem; font-weight: 600; } .result { margin-left: .8rem; } .result ul { margin: .2rem 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
pre { overflow-x: auto; background: var(--soft); padding: .5rem; margin: .3rem 0; font: 12.5px/1.4 ui-monospace, monospace; } .diff span { display: inline-block; min-width: 100%; } .add { background: var(--add); } .del { background: var(--del); }
[hidden] { display: none !important; }
@media (max-width: 40rem) { body { padding: .6rem; font-size: 14px; } .grid tbody th { min-width: 9rem; max-width: 45vw; } .recap th, .recap td { padding: .15rem .35rem; } .result { margin-left: 0; } }
@media print { :root { color-scheme: light; --text: #000; --quiet: #444; --back: #fff; --line: #bbb; --soft: #fff; --ok: #2e7d4f; --changed: #8a5a00; --failed: #b3261e; --rescued: #6f42a8; --skipped: #555; --add: #e3f5e8; --del: #fbe6e4; }
  .filter { display: none; } body { max-width: none; font-size: 11px; } .wide { overflow: visible; } pre { white-space: pre-wrap; overflow-wrap: anywhere; } details { break-inside: avoid-page; } }
`;
