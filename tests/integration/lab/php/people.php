<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the accounts of the lab: `php people.php --password P NAME[:GROUP,GROUP] …`.

require_once getenv( 'MOISSON_MEDIAWIKI' ) . '/maintenance/Maintenance.php';

use MediaWiki\MediaWikiServices;

class People extends Maintenance {
	public function __construct() {
		parent::__construct();
		$this->addOption( 'password', 'Password of all of them', true, true );
		$this->addArg( 'who', 'Name, and its groups after a colon', true );
	}

	public function execute() {
		$groups = MediaWikiServices::getInstance()->getUserGroupManager();
		foreach ( $this->mArgs as $who ) {
			[ $name, $wanted ] = explode( ':', $who, 2 ) + [ 1 => '' ];
			$user = User::newFromName( $name, 'creatable' );
			if ( !$user ) {
				$this->fatalError( "not a user name: $name" );
			}
			if ( !$user->isRegistered() ) {
				$user->addToDatabase();
			}
			$user->changeAuthenticationData( [
				'username' => $user->getName(),
				'password' => $this->getOption( 'password' ),
				'retype' => $this->getOption( 'password' ),
			] );
			foreach ( array_filter( explode( ',', $wanted ) ) as $group ) {
				$groups->addUserToGroup( $user, $group );
			}
		}
	}
}

$maintClass = People::class;
require_once RUN_MAINTENANCE_IF_MAIN;
