<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the wiki's namespaces, number → local name, as one JSON object.

require_once getenv( 'MOISSON_MEDIAWIKI' ) . '/maintenance/Maintenance.php';

use MediaWiki\MediaWikiServices;

class Namespaces extends Maintenance {
	public function execute() {
		$language = MediaWikiServices::getInstance()->getContentLanguage();
		$names = array_map( static fn ( $name ) => strtr( $name, '_', ' ' ), $language->getNamespaces() );
		$this->output( json_encode( $names, JSON_FORCE_OBJECT | JSON_UNESCAPED_UNICODE ) . "\n" );
	}
}

$maintClass = Namespaces::class;
require_once RUN_MAINTENANCE_IF_MAIN;
