//! Parquet files of others: no page is believed to hold more values than there is memory for, nor
//! more bytes than can be in it ([`super::parquet_claims`]).
//!
//! Values that come again and values that are missing are packed by their number, so that a few bytes
//! claim thousands of millions; the crate (parquet 60) makes room for all of a page at once, and for
//! all pages over which a list reaches.

use std::fs::File;

use parquet::bloom_filter::Sbbf;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;

use super::parquet_claims;

/// Values of one page; programs write a megabyte, or a million rows of one value.
const MOST_OF_PAGE: u64 = 1 << 24;
/// Values of a column in one group of rows; a file of more bytes may hold as many values as bytes.
const MOST_OF_COLUMN: u64 = 1 << 28;

/// A file whose pages are held to these bounds.
pub(crate) struct ParquetFile {
    reader: SerializedFileReader<File>,
    file: File,
    most_of_column: u64,
}

struct Group<'a> {
    reader: Box<dyn RowGroupReader + 'a>,
    file: &'a File,
    most_of_column: u64,
}

struct Pages {
    inner: Box<dyn PageReader>,
    n_values: u64,
    most: u64,
}

impl ParquetFile {
    /// # Errors
    /// When it is none, or its metadata is damaged.
    pub(crate) fn new(file: File) -> Result<Self> {
        let n_bytes = file.metadata()?.len();
        Ok(Self {
            reader: SerializedFileReader::new(file.try_clone()?)?,
            file,
            most_of_column: MOST_OF_COLUMN.max(n_bytes),
        })
    }
}

impl FileReader for ParquetFile {
    fn metadata(&self) -> &ParquetMetaData {
        self.reader.metadata()
    }

    fn num_row_groups(&self) -> usize {
        self.reader.num_row_groups()
    }

    fn get_row_group(&self, i: usize) -> Result<Box<dyn RowGroupReader + '_>> {
        Ok(Box::new(Group {
            reader: self.reader.get_row_group(i)?,
            file: &self.file,
            most_of_column: self.most_of_column,
        }))
    }

    fn get_row_iter(&self, projection: Option<Type>) -> Result<RowIter<'_>> {
        RowIter::from_file(projection, self)
    }
}

impl RowGroupReader for Group<'_> {
    fn metadata(&self) -> &RowGroupMetaData {
        self.reader.metadata()
    }

    fn num_columns(&self) -> usize {
        self.reader.num_columns()
    }

    fn get_column_page_reader(&self, i: usize) -> Result<Box<dyn PageReader>> {
        parquet_claims::check(self.file, self.reader.metadata().column(i))?;
        Ok(Box::new(Pages {
            inner: self.reader.get_column_page_reader(i)?,
            n_values: 0,
            most: self.most_of_column,
        }))
    }

    fn get_column_bloom_filter(&self, i: usize) -> Option<&Sbbf> {
        self.reader.get_column_bloom_filter(i)
    }

    fn get_row_iter(&self, projection: Option<Type>) -> Result<RowIter<'_>> {
        RowIter::from_row_group(projection, self)
    }
}

impl Pages {
    fn believed(&mut self, page: Page) -> Result<Page> {
        let n = u64::from(page.num_values());
        self.n_values += n;
        if n > MOST_OF_PAGE || self.n_values > self.most {
            let n = self.n_values;
            return Err(ParquetError::General(format!("a column of {n} values")));
        }
        Ok(page)
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.inner.get_next_page()?;
        page.map(|page| self.believed(page)).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.inner.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.inner.skip_next_page()
    }

    fn supports_deferred_dictionary(&self) -> bool {
        self.inner.supports_deferred_dictionary()
    }

    fn take_deferred_dictionary(&mut self) -> Result<Option<Page>> {
        let page = self.inner.take_deferred_dictionary()?;
        page.map(|page| self.believed(page)).transpose()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.inner.at_record_boundary()
    }
}

#[cfg(test)]
mod tests {
    use parquet::basic::Encoding;

    use super::*;

    /// Pages of so many values each, without end.
    struct Claims(u32);

    impl Iterator for Claims {
        type Item = Result<Page>;

        fn next(&mut self) -> Option<Self::Item> {
            self.get_next_page().transpose()
        }
    }

    impl PageReader for Claims {
        fn get_next_page(&mut self) -> Result<Option<Page>> {
            Ok(Some(Page::DataPage {
                buf: Vec::new().into(),
                num_values: self.0,
                encoding: Encoding::PLAIN,
                def_level_encoding: Encoding::RLE,
                rep_level_encoding: Encoding::RLE,
                statistics: None,
            }))
        }

        fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
            Ok(None)
        }

        fn skip_next_page(&mut self) -> Result<()> {
            Ok(())
        }
    }

    #[test]
    fn claims_of_pages_are_bounded_one_by_one_and_together() {
        let n_believed = |n_values: u32, most: u64| {
            let pages = Pages {
                inner: Box::new(Claims(n_values)),
                n_values: 0,
                most,
            };
            pages.take_while(Result::is_ok).count()
        };
        assert_eq!(n_believed(u32::MAX, MOST_OF_COLUMN), 0);
        assert_eq!(n_believed(1 << 24, MOST_OF_COLUMN), 16);
        assert_eq!(n_believed(1 << 20, MOST_OF_COLUMN), 256);
        assert_eq!(n_believed(1 << 24, 1 << 30), 64);
    }
}
