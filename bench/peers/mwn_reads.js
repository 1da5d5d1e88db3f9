// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a wiki through mwn and keeps nothing.
//
//   node mwn_reads.js FOLDER http://HOST:PORT QUESTIONS      FOLDER: where npm put mwn; QUESTIONS: a file with a JSON list of
//                                                            what to ask, each to its end
//
// Prints {"requests", "pages", "revisions"}.
const fs = require('fs');

async function main(folder, address, questions) {
	const { Mwn } = require(folder + '/node_modules/mwn');
	const bot = new Mwn({ apiUrl: address + '/api.php', silent: true });
	const said = { requests: 0, pages: 0, revisions: 0 };
	for (const question of JSON.parse(fs.readFileSync(questions, 'utf8'))) {
		let more = {};
		while (more) {
			const answer = await bot.request({ action: 'query', ...question, ...more });
			said.requests += 1;
			said.pages += (answer.query.pages || []).length;
			for (const page of answer.query.allrevisions || []) {
				said.revisions += page.revisions.length;
			}
			more = answer.continue;
		}
	}
	console.log(JSON.stringify(said));
}

main(...process.argv.slice(2)).catch((wrong) => {
	console.error(wrong);
	process.exit(1);
});
