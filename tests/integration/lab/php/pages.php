<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes pages in one process: standard input has one JSON object a line, `{title, text, user, comment, minor, bot, at,
// model}`. Several lines with one title are its revisions. `at` (YYYYMMDDHHMMSS) dates the revision in the past.

require_once getenv( 'MOISSON_MEDIAWIKI' ) . '/maintenance/Maintenance.php';

use MediaWiki\MediaWikiServices;
use MediaWiki\Revision\SlotRecord;
use MediaWiki\Permissions\UltimateAuthority;

class Pages extends Maintenance {
	public function __construct() {
		parent::__construct();
		$this->addOption( 'linked', 'Also compute links and categories' );
	}

	public function execute() {
		$revisions = [];
		while ( ( $line = fgets( STDIN ) ) !== false ) {
			$revisions[] = json_decode( $line, true, 8, JSON_THROW_ON_ERROR );
		}
		$dbw = $this->getDB( DB_PRIMARY );
		$this->beginTransaction( $dbw, __METHOD__ );
		foreach ( $revisions as $revision ) {
			$this->write( $dbw, $revision );
		}
		$this->commitTransaction( $dbw, __METHOD__ );
		DeferredUpdates::doUpdates();
	}

	private function write( $dbw, array $wanted ): void {
		$title = Title::newFromText( $wanted['title'] );
		if ( !$title ) {
			$this->fatalError( "not a title: {$wanted['title']}" );
		}
		$content = ContentHandler::makeContent( $wanted['text'], $title, $wanted['model'] ?? null );
		// The importer dates revisions, keeps authors as they are named, and makes no log of it.
		$revision = new WikiRevision( MediaWikiServices::getInstance()->getMainConfig() );
		$revision->setTitle( $title );
		$revision->setContent( SlotRecord::MAIN, $content );
		$revision->setTimestamp( $wanted['at'] ?? wfTimestampNow() );
		$revision->setComment( $wanted['comment'] ?? '' );
		$revision->setMinor( $wanted['minor'] ?? false );
		$user = User::newFromName( $wanted['user'] ?? 'Admin', false );
		if ( $user && $user->isRegistered() ) {
			$revision->setUserObj( $user );
		} else {
			$revision->setUsername( $wanted['user'] );
		}
		$revision->setNoUpdates( !$this->hasOption( 'linked' ) );
		$services = MediaWikiServices::getInstance();
		if ( !$services->getWikiRevisionOldRevisionImporter()->import( $revision ) ) {
			$this->fatalError( "already there: {$wanted['title']} at {$revision->getTimestamp()}" );
		}
	}
}

$maintClass = Pages::class;
require_once RUN_MAINTENANCE_IF_MAIN;
