"""A relational database on RDS, its replicas and its master password."""

from .args import MasterSecret, RdsDatabaseArgs
from .rds_database import RdsDatabase

__all__ = ["MasterSecret", "RdsDatabase", "RdsDatabaseArgs"]
