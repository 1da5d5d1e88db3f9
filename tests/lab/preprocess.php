<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// What MediaWiki's own preprocessor sees: standard input has one text as JSON a line, standard output its tree as XML, as
// JSON, a line each.

require_once getenv( 'MOISSON_MEDIAWIKI' ) . '/maintenance/Maintenance.php';

use MediaWiki\MediaWikiServices;

class Preprocess extends Maintenance {
	public function execute() {
		$parser = MediaWikiServices::getInstance()->getParserFactory()->create();
		$options = ParserOptions::newFromAnon();
		$parser->startExternalParse( Title::newMainPage(), $options, Parser::OT_PREPROCESS );
		while ( ( $line = fgets( STDIN ) ) !== false ) {
			$text = json_decode( $line, true, 8, JSON_THROW_ON_ERROR );
			echo json_encode( $parser->preprocessToDom( $text )->__toString(), JSON_THROW_ON_ERROR ), "\n";
		}
	}
}

$maintClass = Preprocess::class;
require_once RUN_MAINTENANCE_IF_MAIN;
